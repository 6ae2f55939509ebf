// Pages that need no script but what all have.

import "../site/site";
