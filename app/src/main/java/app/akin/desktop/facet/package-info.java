/// The values of facts among the shown photos, as filters to choose from.
package app.akin.desktop.facet;
