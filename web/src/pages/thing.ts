// The page of an author, an institution, a topic or a venue.

import "../site/site";
import "../styles/paper.css";

if (document.querySelector("research-map")) void import("../widget/index");
