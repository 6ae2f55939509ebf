// Settings: a new token can be copied.

import { startCopying } from "../site/copy";
import "../site/site";

startCopying();
