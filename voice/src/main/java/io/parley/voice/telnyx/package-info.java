/// Telnyx's side of a call: its signatures ([io.parley.voice.telnyx.TelnyxSignature]), its
/// webhooks, the commands that answer, reject and end a call
/// ([io.parley.voice.telnyx.TelnyxCalls]), lines that nobody talks on any more
/// ([io.parley.voice.telnyx.TelnyxLines]), calls out ([io.parley.voice.telnyx.TelnyxOutboundCalls])
/// and transfers ([io.parley.voice.telnyx.TelnyxTransfer]). Frames of sound are read in
/// [io.parley.voice.stream].
package io.parley.voice.telnyx;
