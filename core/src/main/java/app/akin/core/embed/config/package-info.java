/// JSON settings of models, read strictly.
package app.akin.core.embed.config;
