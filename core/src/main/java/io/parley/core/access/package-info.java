/// Who asks, and what they may do: a [io.parley.core.access.Principal], which the adapter of each
/// protocol makes from what it was shown (a token, a signature, a trunk's address). Everything
/// behind the adapters knows principals only.
package io.parley.core.access;
