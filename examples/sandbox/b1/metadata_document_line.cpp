// The line that every sales document and draft shares, and its parts.
// Names, types, defaults and order of properties as the public $metadata of the Service Layer gives them. A line is
// "Name kind flags [default]"; flags: k key, r read-only, s written out in the short form of an answer.
#include "b1/metadata_tables.hpp"

namespace ledgerline::sandbox::b1 {

const char* const document_line_metadata = R"(
type DocumentLine
LineNum int s
ItemCode text50 s
ItemDescription text200 s
Quantity number s
ShipDate date s
Price number s
PriceAfterVAT number s
Currency text s
Rate number s
DiscountPercent number s
VendorNum text -
SerialNum text -
WarehouseCode text s
SalesPersonCode int -
CommisionPercent number -
TreeType enum:BoItemTreeTypes s iNotATree
AccountCode text s
UseBaseUnits enum:BoYesNoEnum s tNO
SupplierCatNum text s
CostingCode text8 s
ProjectCode text s
BarCode text s
VatGroup text s
Height1 number -
Hight1Unit int -
Height2 number -
Height2Unit int -
Lengh1 number -
Lengh1Unit int -
Lengh2 number -
Lengh2Unit int -
Weight1 number -
Weight1Unit int -
Weight2 number -
Weight2Unit int -
Factor1 number -
Factor2 number -
Factor3 number -
Factor4 number -
BaseType int s -1
BaseEntry int s
BaseLine int s
Volume number -
VolumeUnit int -
Width1 number -
Width1Unit int -
Width2 number -
Width2Unit int -
Address text -
TaxCode text s
TaxType enum:BoTaxTypes -
TaxLiable enum:BoYesNoEnum s tNO
PickStatus enum:BoYesNoEnum - tNO
PickQuantity number r
PickListIdNumber int r
OriginalItem text r
BackOrder enum:BoYesNoEnum - tNO
FreeText text s
ShippingMethod int s -1
POTargetNum int r
POTargetEntry text r
POTargetRowNum int r
CorrectionInvoiceItem enum:BoCorInvItemStatus s ciis_ShouldBe
CorrInvAmountToStock number -
CorrInvAmountToDiffAcct number -
AppliedTax number r
AppliedTaxFC number r
AppliedTaxSC number r
WTLiable enum:BoYesNoEnum s tNO
DeferredTax enum:BoYesNoEnum - tNO
EqualizationTaxPercent number r
TotalEqualizationTax number r
TotalEqualizationTaxFC number r
TotalEqualizationTaxSC number r
NetTaxAmount number rs
NetTaxAmountFC number rs
NetTaxAmountSC number r
MeasureUnit text -
UnitsOfMeasurment number s
LineTotal number s
TaxPercentagePerRow number s
TaxTotal number s
ConsumerSalesForecast enum:BoYesNoEnum - tNO
ExciseAmount number -
TaxPerUnit number r
TotalInclTax number r
CountryOrg text -
SWW text -
TransactionType enum:BoTransactionTypeEnum -
DistributeExpense enum:BoYesNoEnum - tNO
RowTotalFC number s
RowTotalSC number rs
LastBuyInmPrice number r
LastBuyDistributeSumFc number r
LastBuyDistributeSumSc number r
LastBuyDistributeSum number r
StockDistributesumForeign number r
StockDistributesumSystem number r
StockDistributesum number r
StockInmPrice number r
PickStatusEx enum:BoDocumentLinePickStatus r dlps_NotPicked
TaxBeforeDPM number r
TaxBeforeDPMFC number r
TaxBeforeDPMSC number r
CFOPCode text -
CSTCode text -
Usage int -
TaxOnly enum:BoYesNoEnum - tNO
VisualOrder int s
BaseOpenQuantity number rs
UnitPrice number s
LineStatus enum:BoStatus s
PackageQuantity number s
Text text r
LineType enum:BoDocLineType s dlt_Regular
COGSCostingCode text -
COGSAccountCode text -
ChangeAssemlyBoMWarehouse text -
GrossBuyPrice number -
GrossBase int -
GrossProfitTotalBasePrice number -
CostingCode2 text -
CostingCode3 text -
CostingCode4 text -
CostingCode5 text -
ItemDetails text s
LocationCode int -
ActualDeliveryDate date s
RemainingOpenQuantity number rs
OpenAmount number rs
OpenAmountFC number r
OpenAmountSC number r
ExLineNo text -
RequiredDate date -
RequiredQuantity number -
COGSCostingCode2 text -
COGSCostingCode3 text -
COGSCostingCode4 text -
COGSCostingCode5 text -
CSTforIPI text -
CSTforPIS text -
CSTforCOFINS text -
CreditOriginCode text -
WithoutInventoryMovement enum:BoYesNoEnum s tNO
AgreementNo int -
AgreementRowNumber int -
ActualBaseEntry int -
ActualBaseLine int -
DocEntry int rs
Surpluses number -
DefectAndBreakup number -
Shortages number -
ConsiderQuantity enum:BoYesNoEnum - tNO
PartialRetirement enum:BoYesNoEnum - tNO
RetirementQuantity number -
RetirementAPC number -
ThirdParty enum:BoYesNoEnum - tNO
PoNum text -
PoItmNum int -
ExpenseType text -
ReceiptNumber text -
ExpenseOperationType enum:BoExpenseOperationTypeEnum -
FederalTaxID text -
GrossProfit number -
GrossProfitFC number -
GrossProfitSC number -
PriceSource enum:DocumentPriceSourceEnum r dpsManual
EnableReturnCost enum:BoYesNoEnum s tNO
ReturnCost number s
LineVendor text -
StgSeqNum int r
StgEntry int r
StgDesc text r
UoMEntry int s 0
UoMCode text rs
InventoryQuantity number s
RemainingOpenInventoryQuantity number rs
ParentLineNum int -
Incoterms int - 0
TransportMode int - 0
NatureOfTransaction int -
DestinationCountryForImport text -
DestinationRegionForImport int -
OriginCountryForExport text -
OriginRegionForExport int -
ItemType enum:BoDocItemType rs dit_Item
ChangeInventoryQuantityIndependently enum:BoYesNoEnum - tNO
FreeOfChargeBP enum:BoYesNoEnum - tNO
SACEntry int -
HSNEntry int -
GrossPrice number s
GrossTotal number s
GrossTotalFC number s
GrossTotalSC number r
NCMCode int - -1
NVECode text -
IndEscala enum:BoYesNoEnum - tNO
CtrSealQty number -
CNJPMan text -
CESTCode int -
UFFiscalBenefitCode text -
ReverseCharge enum:BoYesNoEnum - tNO
ShipToCode text -
ShipToDescription text -
ShipFromCode text -
ShipFromDescription text -
ExternalCalcTaxRate number -
ExternalCalcTaxAmount number -
ExternalCalcTaxAmountFC number -
ExternalCalcTaxAmountSC number -
StandardItemIdentification int -
CommodityClassification int -
UnencumberedReason int -
CUSplit enum:BoYesNoEnum - tNO
LineTaxJurisdictions list:LineTaxJurisdiction s
GeneratedAssets list:GeneratedAsset -
EBooksDetails list:EBooksDetail -
DocumentLineAdditionalExpenses list:DocumentLineAdditionalExpense s
WithholdingTaxLines list:WithholdingTaxLine -
SerialNumbers list:SerialNumber s
BatchNumbers list:BatchNumber s
DocumentLinesBinAllocations list:DocumentLinesBinAllocation s
ExportProcesses list:ExportProcess -
CCDNumbers list:CCDNumber -
ReturnAction int s
ReturnReason int s
OwnerCode int -
ImportProcesses list:ImportProcess -
AutoCompleteTimes int - 0
WeightOfRecycledPlastic number -
PlasticPackageExemptionReason text -
LegalText text -
Cig int -
Cup int -
OperatingProfit number -
OperatingProfitFC number -
OperatingProfitSC number -
NetIncome number -
NetIncomeFC number -
NetIncomeSC number -
CSTforIBS text -
CSTforCBS text -
CSTforIS text -
ListNum int s
RecognizedTaxCode text -
DocLinePickLists list:DocLinePickList -
type BatchNumber
BatchNumberProperty text s
ManufacturerSerialNumber text s
InternalSerialNumber text s
ExpiryDate date s
ManufacturingDate date s
AddmisionDate date s
Location text s
Notes text s
Quantity number s
BaseLineNumber int s
TrackingNote int s
TrackingNoteLine int s
ItemCode text s
SystemSerialNumber int s
BatchNumber text s
type SerialNumber
ManufacturerSerialNumber text s
InternalSerialNumber text s
ExpiryDate date s
ManufactureDate date s
ReceptionDate date s
WarrantyStart date s
WarrantyEnd date s
Location text s
Notes text s
BatchID text s
SystemSerialNumber int s
BaseLineNumber int s
Quantity number s
TrackingNote int s
TrackingNoteLine int s
ItemCode text s
type DocumentLinesBinAllocation
BinAbsEntry int s
Quantity number s
AllowNegativeQuantity enum:BoYesNoEnum s tNO
SerialAndBatchNumbersBaseLine int s -1
BaseLineNumber int s
)";

} // namespace ledgerline::sandbox::b1
