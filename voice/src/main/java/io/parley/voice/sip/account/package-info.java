/// Telephones with accounts: they may call from any address, because they prove a password (RFC
/// 3261, section 22), and say where they are reached (section 10).
/// [io.parley.voice.sip.account.Accounts] decides on requests of strangers; what it takes has the
/// proof in it and nothing unproved. Rules without sockets; time comes in with each request.
package io.parley.voice.sip.account;
