// The header that every sales document and draft shares.
// Names, types, defaults and order of properties as the public $metadata of the Service Layer gives them. A line is
// "Name kind flags [default]"; flags: k key, r read-only, s written out in the short form of an answer.
#include "b1/metadata_tables.hpp"

namespace ledgerline::sandbox::b1 {

const char* const document_metadata = R"(
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
PaidToDate number rs
PaidToDateFC number rs
PaidToDateSys number r
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
ReqCode text -
PriceListNum int s
InventoryStatus enum:BoStatus -
PlasticPackagingTaxRelevant enum:BoYesNoEnum - tNO
NotRelevantForMonthlyInvoice enum:BoYesNoEnum - tNO
EndAt enum:BoPayTermDueTypes -
ShipToCodeForReturn text -
AddressForReturn text -
EDeliveryInfo complex:EDeliveryInfo -
DocumentAdditionalIntrastatExpenses list:DocumentAdditionalIntrastatExpense -
DutyStatus enum:BoYesNoEnum - tNO
AllocationNumberIL text -
DigitalPayToAddress text -
DigitalPayments enum:BoYesNoEnum - tNO
SirenNumber text -
SiretNumber text -
RoutingCode text -
Suffix text -
)";

} // namespace ledgerline::sandbox::b1
