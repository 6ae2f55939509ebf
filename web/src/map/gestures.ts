// Pointer input: drag, wheel, pinch, hover, click. In a page that scrolls, the wheel zooms only with Ctrl (which a
// trackpad sends for a pinch) or after a click on the map, so that the map does not trap the scroll.

import type { Camera, Point } from "./camera";

export interface Gestures {
  hover(at: Point | null): void;
  click(at: Point, twice: boolean): void;
  moved(): void;
}

const STILL = 5;

export function listen(canvas: HTMLCanvasElement, camera: Camera, wheelAlways: () => boolean, to: Gestures): void {
  const pointers = new Map<number, Point>();
  let began: Point | null = null;
  let dragging = false;
  const at = (event: MouseEvent): Point => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    pointers.set(event.pointerId, at(event));
    began = at(event);
    dragging = pointers.size > 1;
  });
  canvas.addEventListener("pointermove", (event) => {
    const now = at(event);
    const before = pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== "touch") to.hover(now);
      return;
    }
    if (!dragging && began && Math.hypot(now.x - began.x, now.y - began.y) > STILL) {
      dragging = true;
      canvas.setPointerCapture(event.pointerId);
      to.hover(null);
    }
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) pinch(camera, before, now, other);
    else if (dragging) camera.pan(now.x - before.x, now.y - before.y);
    pointers.set(event.pointerId, now);
    if (dragging) to.moved();
  });
  const ended = (event: PointerEvent) => {
    if (!pointers.delete(event.pointerId) || pointers.size) return;
    if (!dragging && event.type === "pointerup") to.click(at(event), false);
    dragging = false;
  };
  canvas.addEventListener("pointerup", ended);
  canvas.addEventListener("pointercancel", ended);
  canvas.addEventListener("pointerleave", () => to.hover(null));
  canvas.addEventListener("dblclick", (event) => to.click(at(event), true));
  canvas.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey && !wheelAlways()) return;
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 16 : 1;
      camera.zoomAt(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0016)), at(event));
      to.moved();
    },
    { passive: false },
  );
}

function pinch(camera: Camera, before: Point, now: Point, other: Point): void {
  const grown =
    Math.hypot(now.x - other.x, now.y - other.y) / (Math.hypot(before.x - other.x, before.y - other.y) || 1);
  camera.zoomAt(grown, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
  camera.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
}
