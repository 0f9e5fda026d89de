/// Shared by the telephone providers ([io.parley.voice.twilio], [io.parley.voice.telnyx],
/// [io.parley.voice.vonage]): which agent answers a number
/// ([io.parley.voice.telephony.NumberPlan]), calls out ([io.parley.voice.telephony.OutboundCalls]),
/// requests to their APIs ([io.parley.voice.telephony.ProviderApi]), and what providers report
/// about calls. Knows no provider, and no protocol but HTTP.
package io.parley.voice.telephony;
