import './ui/chat-app.js';

const WORKER = '/sw.js';

/** Keeps the page for offline use. Only where browsers allow it: on https, and on localhost. */
function keepForLater() {
  if (!window.isSecureContext || !('serviceWorker' in navigator)) return;
  // A page kept for a frame in another site could never be opened. That of an organisation is not kept: the worker knows
  // the installation's alone.
  if (window.parent !== window || !document.querySelector('link[rel="manifest"]')) return;
  // The one script that is loaded by an address of ours, for browsers that want to be told so (Trusted Types).
  const policy = window.trustedTypes?.createPolicy('parley-worker', { createScriptURL: () => WORKER });
  const address = policy ? policy.createScriptURL(WORKER) : WORKER;
  navigator.serviceWorker.register(address).catch(() => {
    // Forbidden by the browser's settings, or out of reach: the chat works without it.
  });
}

keepForLater();
