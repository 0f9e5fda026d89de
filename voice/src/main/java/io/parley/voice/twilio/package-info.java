/// Twilio's side of a call: its signatures ([io.parley.voice.twilio.TwilioSignature]), its answer
/// documents ([io.parley.voice.twilio.Twiml]), its callbacks and its REST API
/// ([io.parley.voice.twilio.TwilioCalls]). Frames of sound are read in [io.parley.voice.stream],
/// messages of ConversationRelay in [io.parley.voice.relay].
package io.parley.voice.twilio;
