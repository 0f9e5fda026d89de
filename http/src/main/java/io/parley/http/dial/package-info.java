/// Calls to people over HTTP, for staff, and the list of numbers that are not called. Start at
/// [io.parley.http.dial.CallOutEndpoints]. The calls' own sockets are in
/// [io.parley.http.telephony].
package io.parley.http.dial;
