import './ui/chat-app.js';

const WORKER = '/sw.js';

/** Keeps the page for offline use. Only where browsers allow it: on https, and on localhost. */
function keepForLater() {
  if (!window.isSecureContext || !('serviceWorker' in navigator)) return;
  // A page kept for a frame in another site could never be opened.
  if (window.parent !== window) return;
  // The one script that is loaded by an address of ours, for browsers that want to be told so (Trusted Types).
  const policy = window.trustedTypes?.createPolicy('parley-worker', { createScriptURL: () => WORKER });
  const address = policy ? policy.createScriptURL(WORKER) : WORKER;
  navigator.serviceWorker.register(address).catch(() => {
    // Forbidden by the browser's settings, or out of reach: the chat works without it.
  });
}

keepForLater();
