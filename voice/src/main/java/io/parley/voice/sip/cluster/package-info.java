/// SIP ports of several nodes, as members of the cluster: requests for a call of another node go
/// there, and their responses come back ([io.parley.voice.sip.cluster.SipNodes]). The choice of
/// requests and nodes is made by [io.parley.voice.sip.call.Handover].
package io.parley.voice.sip.cluster;
