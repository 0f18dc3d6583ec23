/// Notices: one sentence, and optionally an action.
package app.akin.desktop.notice;
