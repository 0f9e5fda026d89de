/// Transactions of SIP (RFC 3261, section 17, with the corrections of RFC 6026): a request, its
/// responses, and what is repeated until it arrives.
///
/// Each of the four machines is a value with one pure function, `on(event, at)`, which gives the
/// next value and what is to be done; timers are instants in the value. Start at
/// [io.parley.voice.sip.transaction.Transaction]. The one object that changes is
/// [io.parley.voice.sip.transaction.TransactionLayer], which finds a message's transaction. No
/// sockets, threads or clocks here: time comes with every call.
package io.parley.voice.sip.transaction;
