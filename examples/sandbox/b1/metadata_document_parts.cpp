// Parts of a document beside its lines.
// Names, types, defaults and order of properties as the public $metadata of the Service Layer gives them. A line is
// "Name kind flags [default]"; flags: k key, r read-only, s written out in the short form of an answer.
#include "b1/metadata_tables.hpp"

namespace ledgerline::sandbox::b1 {

const char* const document_parts_metadata = R"(
type DocumentAdditionalExpense
ExpenseCode int s
LineTotal number s
LineTotalFC number rs
LineTotalSys number rs
PaidToDate number r
PaidToDateFC number r
PaidToDateSys number r
Remarks text s
DistributionMethod enum:BoAdEpnsDistribMethods s
TaxLiable enum:BoYesNoEnum s tYES
VatGroup text s
TaxPercent number s
TaxSum number s
TaxSumFC number rs
TaxSumSys number r
DeductibleTaxSum number -
DeductibleTaxSumFC number r
DeductibleTaxSumSys number r
AquisitionTax enum:BoYesNoEnum r tNO
TaxCode text s
TaxType enum:BoAdEpnsTaxTypes - aext_NormalTax
TaxPaid number r
TaxPaidFC number r
TaxPaidSys number r
EqualizationTaxPercent number -
EqualizationTaxSum number -
EqualizationTaxFC number r
EqualizationTaxSys number r
TaxTotalSum number r
TaxTotalSumFC number r
TaxTotalSumSys number r
BaseDocEntry int s -1
BaseDocLine int s
BaseDocType int s
BaseDocumentReference int rs
LineNum int rs -1
LastPurchasePrice enum:BoYesNoEnum s tNO
Status enum:BoStatus rs bost_Open
Stock enum:BoYesNoEnum s tNO
TargetAbsEntry int r -1
TargetType int r
WTLiable enum:BoYesNoEnum s tNO
DistributionRule text -
Project text -
DistributionRule2 text -
DistributionRule3 text -
DistributionRule4 text -
DistributionRule5 text -
LineGross number s
LineGrossSys number r
LineGrossFC number r
ExternalCalcTaxRate number -
ExternalCalcTaxAmount number -
ExternalCalcTaxAmountFC number -
ExternalCalcTaxAmountSC number -
CUSplit enum:BoYesNoEnum - tNO
DocExpenseTaxJurisdictions list:DocExpenseTaxJurisdiction -
DocFreightEBooksDetails list:DocFreightEBooksDetail -
DocFreight enum:BoYesNoEnum - tNO
type AddressExtension
ShipToStreet text100 s
ShipToStreetNo text100 s
ShipToBlock text100 s
ShipToBuilding text s
ShipToCity text100 s
ShipToZipCode text20 s
ShipToCounty text100 s
ShipToState text3 s
ShipToCountry text3 s
ShipToAddressType text -
BillToStreet text100 s
BillToStreetNo text100 s
BillToBlock text100 s
BillToBuilding text s
BillToCity text100 s
BillToZipCode text20 s
BillToCounty text100 s
BillToState text3 s
BillToCountry text3 s
BillToAddressType text -
ShipToGlobalLocationNumber text s
BillToGlobalLocationNumber text s
ShipToAddress2 text s
ShipToAddress3 text s
BillToAddress2 text s
BillToAddress3 text s
PlaceOfSupply text -
PurchasePlaceOfSupply text -
DocEntry int r
GoodsIssuePlaceBP text -
GoodsIssuePlaceCNPJ text -
GoodsIssuePlaceCPF text -
GoodsIssuePlaceStreet text -
GoodsIssuePlaceStreetNo text -
GoodsIssuePlaceBuilding text -
GoodsIssuePlaceZip text -
GoodsIssuePlaceBlock text -
GoodsIssuePlaceCity text -
GoodsIssuePlaceCounty text -
GoodsIssuePlaceState text -
GoodsIssuePlaceCountry text -
GoodsIssuePlacePhone text -
GoodsIssuePlaceEMail text -
GoodsIssuePlaceDepartureDate date -
DeliveryPlaceBP text -
DeliveryPlaceCNPJ text -
DeliveryPlaceCPF text -
DeliveryPlaceStreet text -
DeliveryPlaceStreetNo text -
DeliveryPlaceBuilding text -
DeliveryPlaceZip text -
DeliveryPlaceBlock text -
DeliveryPlaceCity text -
DeliveryPlaceCounty text -
DeliveryPlaceState text -
DeliveryPlaceCountry text -
DeliveryPlacePhone text -
DeliveryPlaceEMail text -
DeliveryPlaceDepartureDate date -
ShipToStreetForReturn text -
ShipToStreetNoForReturn text -
ShipToBlockForReturn text -
ShipToBuildingForReturn text -
ShipToCityForReturn text -
ShipToZipCodeForReturn text -
ShipToCountyForReturn text -
ShipToStateForReturn text -
ShipToCountryForReturn text -
ShipToAddressTypeForReturn text -
ShipToGlobalLocationNumberForReturn text -
ShipToAddress2ForReturn text -
ShipToAddress3ForReturn text -
type TaxExtension
TaxId0 text s
TaxId1 text s
TaxId2 text -
TaxId3 text -
TaxId4 text -
TaxId5 text -
TaxId6 text -
TaxId7 text -
TaxId8 text -
TaxId9 text -
State text s
County text s
Incoterms text s
Vehicle text s
VehicleState text s
NFRef text -
Carrier text -
PackQuantity int -
PackDescription text -
Brand text -
ShipUnitNo int -
NetWeight number -
GrossWeight number -
StreetS text -
BlockS text -
BuildingS text -
CityS text -
ZipCodeS text -
CountyS text -
StateS text -
CountryS text -
StreetB text -
BlockB text -
BuildingB text -
CityB text -
ZipCodeB text -
CountyB text -
StateB text -
CountryB text -
ImportOrExport enum:BoYesNoEnum - tNO
MainUsage int s
GlobalLocationNumberS text -
GlobalLocationNumberB text -
TaxId12 text -
TaxId13 text -
BillOfEntryNo text -
BillOfEntryDate date -
OriginalBillOfEntryNo text -
OriginalBillOfEntryDate date -
ImportOrExportType enum:ImportOrExportTypeEnum - et_IpmortsOrExports
PortCode text -
DocEntry int r
BoEValue number -
ClaimRefund enum:BoYesNoEnum - tNO
DifferentialOfTaxRate int -
IsIGSTAccount enum:BoYesNoEnum - tNO
TaxId14 text -
type DocumentReference
DocEntry int s
LineNumber int s
RefDocEntr int s
RefDocNum int s
ExtDocNum text s
RefObjType enum:ReferencedObjectTypeEnum s
AccessKey text s
IssueDate date s
IssuerCNPJ text s
IssuerCode text s
Model text s
Series text s
Number int s
RefAccKey text s
RefAmount number s
SubSeries text s
Remark text s
LinkRefTyp enum:LinkReferenceTypeEnum s
type DownPaymentToDraw
DocEntry int s
PostingDate date rs
DueDate date rs
Name text rs
Details text rs
AmountToDraw number s
DownPaymentType enum:DownPaymentTypeEnum rs dptInvoice
AmountToDrawFC number s
AmountToDrawSC number s
DocInternalID int rs
RowNum int rs
DocNumber int rs
Tax number rs
TaxFC number rs
TaxSC number rs
GrossAmountToDraw number s
GrossAmountToDrawFC number s
GrossAmountToDrawSC number s
IsGrossLine enum:BoYesNoEnum rs tNO
DownPaymentsToDrawDetails list:DownPaymentToDrawDetails s
type DocumentPackage
Number int s
Type text s
TotalWeight number rs
Units int s
DocumentPackageItems list:DocumentPackageItem s
type DocumentPackageItem
PackageNumber int s
ItemCode text s
Quantity number s
UoMEntry int s 0
MeasureUnit text rs
UnitsOfMeasurement number s
)";

} // namespace ledgerline::sandbox::b1
