// The explorer.

import "../site/site";
import "../widget/index";
