/// Unicode in linear time, even for hostile text: see [Unicode].
package io.parley.core.text;
