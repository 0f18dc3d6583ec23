/// What the window has to say beside what it shows: one sentence, and what can be done about it.
package app.akin.desktop.notice;
