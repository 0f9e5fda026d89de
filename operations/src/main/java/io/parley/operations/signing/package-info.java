/// Operators' view and control of the keys that sign access tokens. Start at
/// [io.parley.operations.signing.SigningKeyEndpoints].
package io.parley.operations.signing;
