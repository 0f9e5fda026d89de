/// The keys that sign access tokens. Each key is published before it signs and still verifies after
/// another one has begun to sign, so that a rotation signs nobody out. The state of a key follows
/// from the time alone, so all nodes change at the same moment.
/// [io.parley.identity.key.KeyRotation] is the shell, [io.parley.identity.key.KeyRing] has the
/// rules.
package io.parley.identity.key;
