/// Messages of SIP: values that do not change, a parser and a writer. Start at
/// [io.parley.voice.sip.message.MessageParser] for datagrams,
/// [io.parley.voice.sip.message.StreamFramer] for streams, and
/// [io.parley.voice.sip.message.HeaderType] for the headers that have types; all others are kept as
/// text, in order.
///
/// Reading takes time by the length of the message and no stack: there is no recursion and no
/// regular expression. Limits are checked first. A message that is refused becomes a value that
/// says what was expected and which response is due.
package io.parley.voice.sip.message;
