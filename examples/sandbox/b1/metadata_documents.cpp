// Names, types, defaults and order of properties as the public $metadata of the Service Layer gives them. A line is
// "Name kind flags [default]"; flags: k key, r read-only, s written out in the short form of an answer.
#include "b1/metadata_tables.hpp"

namespace ledgerline::sandbox::b1 {

const char* const documents_metadata = R"(
type Document
DocEntry int krs
DocNum int s
DocType enum:BoDocumentTypes s dDocument_Items
HandWritten enum:BoYesNoEnum s tNO
Printed enum:PrintStatusEnum s psNo
DocDate date s
DocDueDate date s
CardCode text15 s
CardName text100 s
Address text254 s
NumAtCard text100 s
DocTotal number s
AttachmentEntry int s
DocCurrency text s
DocRate number s
Reference1 text s
Reference2 text s
Comments text254 s
JournalMemo text50 s
PaymentGroupCode int s
DocTime time s
SalesPersonCode int s
TransportationCode int s -1
Confirmed enum:BoYesNoEnum s tYES
ImportFileNum int -
SummeryType enum:BoDocSummaryTypes -
ContactPersonCode int s
ShowSCN enum:BoYesNoEnum - tNO
Series int s
TaxDate date s
PartialSupply enum:BoYesNoEnum s tYES
DocObjectCode enum:BoObjectTypes s
ShipToCode text s
Indicator text s
FederalTaxID text s
DiscountPercent number s
PaymentReference text -
CreationDate date rs
UpdateDate date rs
FinancialPeriod int r
UserSign int s
TransNum int rs
VatSum number rs
VatSumSys number rs
VatSumFc number rs
NetProcedure enum:BoYesNoEnum r tNO
DocTotalFc number s
DocTotalSys number rs
Form1099 int -
Box1099 text -
RevisionPo enum:BoYesNoEnum - tNO
RequriedDate date s
CancelDate date s
BlockDunning enum:BoYesNoEnum - tNO
Submitted enum:BoYesNoEnum r tNO
Segment int r 0
PickStatus enum:BoYesNoEnum r tNO
Pick enum:BoYesNoEnum - tNO
PaymentMethod text s
PaymentBlock enum:BoYesNoEnum - tNO
PaymentBlockEntry int -
CentralBankIndicator text -
MaximumCashDiscount enum:BoYesNoEnum - tNO
Reserve enum:BoYesNoEnum r tNO
Project text s
ExemptionValidityDateFrom date -
ExemptionValidityDateTo date -
WareHouseUpdateType enum:BoDocWhsUpdateTypes -
Rounding enum:BoYesNoEnum s tNO
ExternalCorrectedDocNum text -
InternalCorrectedDocNum int -
NextCorrectingDocument int r
DeferredTax enum:BoYesNoEnum - tNO
TaxExemptionLetterNum text -
WTApplied number rs
WTAppliedFC number r
BillOfExchangeReserved enum:BoYesNoEnum r tNO
AgentCode text -
WTAppliedSC number r
TotalEqualizationTax number r
TotalEqualizationTaxFC number r
TotalEqualizationTaxSC number r
NumberOfInstallments int - 1
ApplyTaxOnFirstInstallment enum:BoYesNoEnum - tNO
WTNonSubjectAmount number r
WTNonSubjectAmountSC number r
WTNonSubjectAmountFC number r
WTExemptedAmount number r
WTExemptedAmountSC number r
WTExemptedAmountFC number r
BaseAmount number rs
BaseAmountSC number r
BaseAmountFC number r
WTAmount number rs
WTAmountSC number r
WTAmountFC number r
VatDate date s
DocumentsOwner int s
FolioPrefixString text -
FolioNumber int -
DocumentSubType enum:BoDocumentSubType s bod_None
BPChannelCode text -
BPChannelContact int -
Address2 text254 s
DocumentStatus enum:BoStatus rs bost_Open
PeriodIndicator text r
PayToCode text s
ManualNumber text -
UseShpdGoodsAct enum:BoYesNoEnum - tNO
IsPayToBank enum:BoYesNoEnum - tNO
PayToBankCountry text -
PayToBankCode text -
PayToBankAccountNo text -
PayToBankBranch text -
BPL_IDAssignedToInvoice int s
DownPayment number s
ReserveInvoice enum:BoYesNoEnum s tNO
LanguageCode int -
TrackingNumber text s
PickRemark text -
ClosingDate date -
SequenceCode int -
SequenceSerial int -
SeriesString text -
SubSeriesString text -
SequenceModel text -
UseCorrectionVATGroup enum:BoYesNoEnum - tNO
TotalDiscount number rs
DownPaymentAmount number s
DownPaymentPercentage number s
DownPaymentType enum:DownPaymentTypeEnum s dptInvoice
DownPaymentAmountSC number -
DownPaymentAmountFC number -
VatPercent number s
ServiceGrossProfitPercent number -
OpeningRemarks text -
ClosingRemarks text -
RoundingDiffAmount number s
RoundingDiffAmountFC number rs
RoundingDiffAmountSC number r
Cancelled enum:BoYesNoEnum rs tNO
SignatureInputMessage text r
SignatureDigest text r
CertificationNumber text r
PrivateKeyVersion int r
ControlAccount text s
InsuranceOperation347 enum:BoYesNoEnum - tNO
ArchiveNonremovableSalesQuotation enum:BoYesNoEnum - tNO
GTSChecker int -
GTSPayee int -
ExtraMonth int -
ExtraDays int -
CashDiscountDateOffset int - 0
StartFrom enum:BoPayTermDueTypes -
NTSApproved enum:BoYesNoEnum - tNO
ETaxWebSite int -
ETaxNumber text -
NTSApprovedNumber text -
EDocGenerationType enum:EDocGenerationTypeEnum - edocNotRelevant
EDocSeries int -
EDocNum text -
EDocExportFormat int -
EDocStatus enum:EDocStatusEnum - edoc_Ok
EDocErrorCode text -
EDocErrorMessage text -
DownPaymentStatus enum:BoSoStatus s so_Open
GroupSeries int -
GroupNumber int -
GroupHandWritten enum:BoYesNoEnum - tNO
ReopenOriginalDocument enum:BoYesNoEnum s tNO
ReopenManuallyClosedOrCanceledDocument enum:BoYesNoEnum s tNO
CreateOnlineQuotation enum:BoYesNoEnum - tNO
POSEquipmentNumber text -
POSManufacturerSerialNumber text -
POSCashierNumber int -
ApplyCurrentVATRatesForDownPaymentsToDraw enum:BoYesNoEnum - tNO
ClosingOption enum:ClosingOptionEnum - coByCurrentSystemDate
SpecifiedClosingDate date -
OpenForLandedCosts enum:BoYesNoEnum - tYES
AuthorizationStatus enum:DocumentAuthorizationStatusEnum rs
TotalDiscountFC number rs
TotalDiscountSC number r
RelevantToGTS enum:BoYesNoEnum - tNO
BPLName text rs
VATRegNum text rs
AnnualInvoiceDeclarationReference int -
Supplier text -
Releaser int -
Receiver int -
BlanketAgreementNumber int -
IsAlteration enum:BoYesNoEnum - tNO
CancelStatus enum:CancelStatusEnum rs csNo
AssetValueDate date -
Requester text -
RequesterName text -
RequesterBranch int -
RequesterDepartment int -
RequesterEmail text -
SendNotification enum:BoYesNoEnum - tNO
ReqType int - 12
InvoicePayment enum:BoYesNoEnum - tNO
DocumentDelivery enum:DocumentDeliveryTypeEnum -
AuthorizationCode text -
StartDeliveryDate date -
StartDeliveryTime time -
EndDeliveryDate date -
EndDeliveryTime time -
VehiclePlate text -
ATDocumentType text -
ElecCommStatus enum:ElecCommStatusEnum -
ElecCommMessage text r
ReuseDocumentNum enum:BoYesNoEnum - tNO
ReuseNotaFiscalNum enum:BoYesNoEnum - tNO
PrintSEPADirect enum:BoYesNoEnum - tNO
FiscalDocNum text -
POSDailySummaryNo int -
POSReceiptNo int -
PointOfIssueCode text -
Letter enum:FolioLetterEnum -
FolioNumberFrom int -
FolioNumberTo int -
InterimType enum:BoInterimDocTypes - boidt_None
RelatedType int - -1
RelatedEntry int -
SAPPassport text -
DocumentTaxID text -
DateOfReportingControlStatementVAT date -
ReportingSectionControlStatementVAT text -
ExcludeFromTaxReportControlStatementVAT enum:BoYesNoEnum - tNO
POS_CashRegister int -
UpdateTime time rs
CreateQRCodeFrom text -
PriceMode enum:PriceModeDocumentEnum s
DownPaymentTrasactionID text -
Revision enum:BoYesNoEnum - tNO
OriginalRefNo text -
OriginalRefDate date -
GSTTransactionType enum:GSTTransactionTypeEnum -
OriginalCreditOrDebitNo text -
OriginalCreditOrDebitDate date -
ECommerceOperator text -
ECommerceGSTIN text -
TaxInvoiceNo text -
TaxInvoiceDate date -
ShipFrom text r
CommissionTrade enum:CommissionTradeTypeEnum - ct_Empty
CommissionTradeReturn enum:BoYesNoEnum - tNO
UseBillToAddrToDetermineTax enum:BoYesNoEnum - tNO
IssuingReason int - 1
Cig int -
Cup int -
EDocType enum:EDocTypeEnum -
FCEAsPaymentMeans enum:BoYesNoEnum - tNO
PaidToDate number s
PaidToDateFC number s
PaidToDateSys number -
FatherCard text -
FatherType enum:BoFatherCardTypes -
ShipState text -
ShipPlace text -
CustOffice text -
FCI text -
AddLegIn text -
LegTextF int -
DANFELgTxt text -
DataVersion int s
LastPageFolioNumber int -
Document_ApprovalRequests list:Document_ApprovalRequest s
DocumentLines list:DocumentLine s
EWayBillDetails complex:EWayBillDetails -
ElectronicProtocols list:ElectronicProtocol -
DocumentAdditionalExpenses list:DocumentAdditionalExpense s
DocumentDistributedExpenses list:DocumentDistributedExpense -
WithholdingTaxDataWTXCollection list:WithholdingTaxDataWTX -
WithholdingTaxDataCollection list:WithholdingTaxData s
DocumentPackages list:DocumentPackage s
DocumentSpecialLines list:DocumentSpecialLine s
DocumentInstallments list:DocumentInstallment s
DownPaymentsToDraw list:DownPaymentToDraw s
TaxExtension complex:TaxExtension s
AddressExtension complex:AddressExtension s
DocumentReferences list:DocumentReference s
BaseType int s
BaseEntry int s
IndFinal enum:BoYesNoEnum - tNO
SOIWizardId int -
TaxOnInstallments enum:BoTaxOnInstallmentsTypeEnum -
DraftKey int s
ReqCode time -
PriceListNum int s
InventoryStatus enum:BoStatus -
PlasticPackagingTaxRelevant enum:BoYesNoEnum - tNO
NotRelevantForMonthlyInvoice enum:BoYesNoEnum - tNO
EndAt enum:BoPayTermDueTypes -
ShipToCodeForReturn time -
AddressForReturn time -
EDeliveryInfo complex:EDeliveryInfo -
DocumentAdditionalIntrastatExpenses list:DocumentAdditionalIntrastatExpense -
DutyStatus enum:BoYesNoEnum - tNO
AllocationNumberIL time -
DigitalPayToAddress time -
DigitalPayments enum:BoYesNoEnum - tNO
SirenNumber time -
SiretNumber time -
RoutingCode time -
Suffix time -
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
PlasticPackageExemptionReason time -
LegalText time -
Cig int -
Cup int -
OperatingProfit number -
OperatingProfitFC number -
OperatingProfitSC number -
NetIncome number -
NetIncomeFC number -
NetIncomeSC number -
CSTforIBS time -
CSTforCBS time -
CSTforIS time -
ListNum int s
RecognizedTaxCode time -
DocLinePickLists list:DocLinePickList -
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
ShipToStreetForReturn time -
ShipToStreetNoForReturn time -
ShipToBlockForReturn time -
ShipToBuildingForReturn time -
ShipToCityForReturn time -
ShipToZipCodeForReturn time -
ShipToCountyForReturn time -
ShipToStateForReturn time -
ShipToCountryForReturn time -
ShipToAddressTypeForReturn time -
ShipToGlobalLocationNumberForReturn time -
ShipToAddress2ForReturn time -
ShipToAddress3ForReturn time -
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
TaxId14 time -
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
)";

} // namespace ledgerline::sandbox::b1
