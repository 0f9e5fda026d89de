/// Calls that a telephone provider brings as a stream of frames over a WebSocket, in both
/// directions: Twilio Media Streams, Telnyx media streaming, Vonage's WebSocket endpoint. Start at
/// [io.parley.voice.stream.StreamLeg]; [io.parley.voice.stream.StreamFrames] reads and writes each
/// provider's frames. Handles frames, not sockets, and knows no webhooks.
package io.parley.voice.stream;
