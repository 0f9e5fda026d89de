/// One child actor per tool call: deadline, retries where they are harmless, and an honest outcome.
package io.parley.sessions.toolcall;
