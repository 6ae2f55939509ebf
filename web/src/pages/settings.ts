// Settings: copies a new token.

import { startCopying } from "../site/copy";
import "../site/site";

startCopying();
