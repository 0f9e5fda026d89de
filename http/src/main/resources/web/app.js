import './ui/chat-app.js';

const WORKER = '/sw.js';

/** Keeps the page for times without a network. Only where browsers allow it: on https, and on localhost. */
function keepForLater() {
  if (!window.isSecureContext || !('serviceWorker' in navigator)) return;
  // What is kept for a frame in somebody else's page can never be opened.
  if (window.parent !== window) return;
  // The one script that is loaded by an address of ours, for browsers that want to be told so (Trusted Types).
  const policy = window.trustedTypes?.createPolicy('parley-worker', { createScriptURL: () => WORKER });
  const address = policy ? policy.createScriptURL(WORKER) : WORKER;
  navigator.serviceWorker.register(address).catch(() => {
    // Forbidden by the browser's settings, or out of reach: the chat works without it.
  });
}

keepForLater();
