// The script for integrators: defines <research-map> once.

import { ResearchMapElement } from "./element";

if (!customElements.get("research-map")) customElements.define("research-map", ResearchMapElement);

declare global {
  interface HTMLElementTagNameMap {
    "research-map": ResearchMapElement;
  }
}

export { ResearchMapElement };
