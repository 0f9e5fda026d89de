/// The tool by which an agent hands its call over: [io.parley.voice.transfer.TransferTools]. The
/// rule that decides is in core ([io.parley.core.transfer.TransferTargets]), the call's part in
/// [io.parley.voice.call].
package io.parley.voice.transfer;
