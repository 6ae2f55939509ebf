// Pages that need only the shared script.

import "../site/site";
