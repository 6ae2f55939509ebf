// The page of a node other than a paper.

import "../site/site";
import "../styles/paper.css";

if (document.querySelector("research-map")) void import("../widget/index");
