/// Unicode in linear time, even for hostile text ([Unicode]); hashes, random texts and names of
/// domains.
package io.parley.core.text;
