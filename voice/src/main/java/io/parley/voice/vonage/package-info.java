/// Vonage's side of a call: its settings, its answer documents ([io.parley.voice.vonage.Ncco]), its
/// reports, calls out by its API ([io.parley.voice.vonage.VonageCalls]), and transfers
/// ([io.parley.voice.vonage.VonageTransfer]). Frames of sound are read in [io.parley.voice.stream];
/// the signature of its webhooks is a JWT, checked at the edge.
package io.parley.voice.vonage;
