/// JSON as this module reads and writes it; core only carries it.
package io.parley.tools.json;
