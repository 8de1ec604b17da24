// Says of each file named whether it keeps to PDF/UA-1, and what it breaks.
importPackage(java.io);
var pdfa = Packages.org.verapdf.pdfa;
var flavour = pdfa.flavours.PDFAFlavour.PDFUA_1;
Packages.org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
var foundry = pdfa.Foundries.defaultInstance();
for (var i = 0; i < arguments.length; i++) {
  var parser = foundry.createParser(new FileInputStream(arguments[i]), flavour);
  var result = foundry.createValidator(flavour, false).validate(parser);
  print((result.isCompliant() ? "keeps" : "breaks") + "\t" + result.getTotalAssertions() + "\t" + arguments[i]);
  var broken = result.getTestAssertions().iterator();
  while (broken.hasNext()) {
    var one = broken.next();
    if (String(one.getStatus()).toLowerCase() == "failed") print("\t" + one.getRuleId().getClause() + ": " + one.getMessage());
  }
  parser.close();
}
