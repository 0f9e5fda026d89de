/** Sends `words` in a new session, shows the reply as it arrives, and resolves to its full text. For pages of an allowed origin. */
export async function talk(server, words, show) {
  const headers = { 'Content-Type': 'application/json' };
  const started = await fetch(`${server}/v1/sessions`, { method: 'POST', headers, body: '{}' });
  const { id, token } = await started.json();
  const url = `${server.replace(/^http/, 'ws')}/v1/sessions/${id}/socket`;
  const socket = new WebSocket(url, ['parley.v1', `bearer.${token}`]);
  let held = '', attempt = 1;
  return new Promise((resolve, reject) => {
    socket.onopen = () => socket.send(JSON.stringify({ type: 'say', id: crypto.randomUUID(), text: words }));
    socket.onclose = ({ code }) => reject(new Error(`closed with ${code}`));
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.type === 'delta') {
        held = (frame.attempt > attempt ? '' : held.slice(0, frame.from)) + frame.text;
        attempt = frame.attempt;
        show(held);
      } else if (frame.event?.kind === 'reply-completed') resolve(frame.event);
      else if (frame.type === 'rejected' || frame.event?.kind === 'turn-failed') reject(frame);
    };
  }).finally(() => socket.close());
}
