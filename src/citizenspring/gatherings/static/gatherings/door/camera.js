// Reading tickets with the camera, where the browser itself reads codes.
const EVERY = 200;
const SAME_AGAIN = 4_000;

export const canRead = () => "BarcodeDetector" in window && Boolean(navigator.mediaDevices?.getUserMedia);

export class Camera {
  constructor(video, heard) {
    Object.assign(this, { video, heard, last: "", at: 0 });
  }

  get isOn() {
    return !this.video.hidden;
  }

  async toggle() {
    if (this.isOn) return this.stop();
    const wanted = { video: { facingMode: "environment" } };
    this.video.srcObject = await navigator.mediaDevices.getUserMedia(wanted);
    this.detector = new BarcodeDetector({ formats: ["qr_code"] });
    this.video.hidden = false;
    await this.video.play();
    this.look();
  }

  stop() {
    for (const track of this.video.srcObject?.getTracks() ?? []) track.stop();
    this.video.hidden = true;
  }

  async look() {
    if (!this.isOn) return;
    const [found] = await this.detector.detect(this.video).catch(() => []);
    if (found) this.saw(found.rawValue);
    setTimeout(() => this.look(), EVERY);
  }

  // The same ticket stays before the camera for a while: it is one ticket.
  saw(signs) {
    const isNew = signs !== this.last || Date.now() - this.at > SAME_AGAIN;
    this.last = signs;
    this.at = Date.now();
    if (isNew) this.heard(signs);
  }
}
