/// Unicode in linear time. [Unicode] does what the JDK does, for text that was made to take long.
package io.parley.core.text;
