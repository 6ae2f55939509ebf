// A paper's page.

import "../site/site";
import "../styles/paper.css";
