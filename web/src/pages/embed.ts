// A map for an iframe.

import "../styles/base.css";
import "../widget/index";
