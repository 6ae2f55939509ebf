// A frame with nothing but a map.

import "../styles/base.css";
import "../widget/index";
