import './ui/chat-app.js';
