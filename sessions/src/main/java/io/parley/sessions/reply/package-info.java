/// Makes one reply: prompt, model, tools, model …, reply. One child actor a turn.
package io.parley.sessions.reply;
