/// Sets of labelled queries, and the adapters that read them from published benchmarks and from
/// files of the user. Entry point: [app.akin.core.evaluation.data.LabelSets].
package app.akin.core.evaluation.data;
