/// Twilio's ConversationRelay: Twilio listens and speaks, and we exchange text. So there is no leg
/// and no call: the caller is a client of the session, as a chat page is, whose words are spoken.
/// [io.parley.voice.relay.RelayTalk] follows the session; [io.parley.voice.relay.RelayReply] knows
/// how much of a reply was heard.
package io.parley.voice.relay;
