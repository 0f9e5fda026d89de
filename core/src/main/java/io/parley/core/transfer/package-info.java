/// Calls that are handed over to people of the company: the targets that a configuration lists
/// ([io.parley.core.transfer.TransferTargets]), and the course of a transfer
/// ([io.parley.core.transfer.Transferring]). A model names a target and never an address: nothing
/// here reads a number from words.
package io.parley.core.transfer;
