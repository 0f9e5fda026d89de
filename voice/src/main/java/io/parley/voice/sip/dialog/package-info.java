/// Dialogs and calls of SIP (RFC 3261, sections 12 to 15; PRACK: RFC 3262; UPDATE: RFC 3311;
/// session timers: RFC 4028; REFER: RFC 3515).
///
/// A [io.parley.voice.sip.dialog.Call] is a value with one pure function, `on(event, at)`, which
/// gives the next value and what is to be done. It is one of four: an
/// [io.parley.voice.sip.dialog.OutgoingCall] or an [io.parley.voice.sip.dialog.IncomingCall] until
/// it is answered, an [io.parley.voice.sip.dialog.EstablishedCall] then, an
/// [io.parley.voice.sip.dialog.EndedCall] at last. Session descriptions are bodies here, unread. No
/// sockets, threads, clocks and chance: branches and tags follow from a call's seed.
package io.parley.voice.sip.dialog;
