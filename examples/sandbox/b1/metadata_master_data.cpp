// Names, types, defaults and order of properties as the public $metadata of the Service Layer gives them. A line is
// "Name kind flags [default]"; flags: k key, r read-only, s written out in the short form of an answer.
#include "b1/metadata_tables.hpp"

namespace ledgerline::sandbox::b1 {

const char* const master_data_metadata = R"(
type Warehouse
Street text s
StockInflationOffsetAccount text -
ZipCode text s
DecreasingAccount text -
PurchaseAccount text -
EURevenuesAccount text -
ReturningAccount text -
ShippedGoodsAccount text -
StockInflationAdjustAccount text -
AllowUseTax enum:BoYesNoEnum s tNO
CostInflationAccount text -
ForeignExpensesAccount text -
EUExpensesAccount text -
CostInflationOffsetAccount text -
ExpensesClearingAccount text -
PurchaseReturningAccount text -
VATInRevenueAccount text -
FederalTaxID text -
Location int s
Block text -
ExpenseAccount text -
DecreaseGLAccount text -
RevenuesAccount text -
TaxGroup text s
ExemptRevenuesAccount text -
PurchaseOffsetAccount text -
CostOfGoodsSold text -
WarehouseCode text ks
State text s
City text s
PriceDifferencesAccount text -
VarianceAccount text -
Country text s
IncreaseGLAccount text -
ExchangeRateDifferencesAccount text -
WIPMaterialAccount text -
WarehouseName text s
DropShip enum:BoYesNoEnum s tNO
WIPMaterialVarianceAccount text -
TransfersAcc text -
InternalKey int -
ForeignRevenuesAcc text -
BuildingFloorRoom text -
County text -
Nettable enum:BoYesNoEnum s tYES
IncreasingAcc text -
ExpenseOffsetingAct text -
GoodsClearingAcc text -
StockAccount text s
BusinessPlaceID int s
PurchaseCreditAcc text -
EUPurchaseCreditAcc text -
ForeignPurchaseCreditAcc text -
SalesCreditAcc text -
SalesCreditEUAcc text -
ExemptedCredits text -
SalesCreditForeignAcc text -
NegativeInventoryAdjustmentAccount text -
WHShipToName text -
Excisable enum:BoYesNoEnum - tNO
WHIncomingCenvatAccount text -
WHOutgoingCenvatAccount text -
StockInTransitAccount text -
WipOffsetProfitAndLossAccount text -
InventoryOffsetProfitAndLossAccount text -
AddressType text -
StreetNo text -
Storekeeper int -
Shipper text -
ManageSerialAndBatchNumbers enum:BoYesNoEnum - tNO
GlobalLocationNumber text -
EnableBinLocations enum:BoYesNoEnum s tNO
BinLocCodeSeparator text -
DefaultBin int s
DefaultBinEnforced enum:BoYesNoEnum - tNO
AutoAllocOnIssue enum:BoDocWhsAutoIssueMethod - whsBinSingleChoiceOnly
EnableReceivingBinLocations enum:BoYesNoEnum - tNO
ReceivingBinLocationsBy enum:ReceivingBinLocationsMethodEnum - rblmBinLocationCodeOrder
PurchaseBalanceAccount text -
Inactive enum:BoYesNoEnum s tNO
RestrictReceiptToEmptyBinLocation enum:BoYesNoEnum - tYES
ReceiveUpToMaxQuantity enum:BoYesNoEnum - tNO
AutoAllocOnReceipt enum:AutoAllocOnReceiptMethodEnum - aaormDefaultBin
ReceiveUpToMaxWeight enum:BoYesNoEnum - tNO
ReceiveUpToMethod enum:ReceivingUpToMethodEnum - rutmMaximumQty
LegalText text -
AddressName2 text -
AddressName3 text -
type VatGroup
Code text ks
Name text s
Category enum:BoVatCategoryEnum s bovcOutputTax
TaxAccount text s
EU enum:BoYesNoEnum s tNO
TriangularDeal text s
AcquisitionReverse enum:BoYesNoEnum s tNO
NonDeduct number s
AcquisitionTax text -
GoodsShipment text -
NonDeductAcc text -
DeferredTaxAcc text -
Correction enum:BoYesNoEnum - tNO
VatCorrection text -
EqualizationTaxAccount text -
ServiceSupply text -
Inactive enum:BoYesNoEnum s tNO
TaxTypeBlackList enum:TaxTypeBlackListEnum - ttblExcluded
Report349Code enum:Report349CodeListEnum - r349cEmpty
VATInRevenueAccount text -
DownPaymentTaxOffsetAccount text -
CashDiscountAccount text -
VATDeductibleAccount text -
TaxRegion enum:VatGroupsTaxRegionEnum - vgtrPT
AcquisitionReverseCorrespondingTaxCode text -
EBooksVatCategory int -
VatGroups_Lines list:VatGroups_Line s
TaxExemptionReason text -
SAFTTaxCode enum:SAFTTaxCodeEnum -
EBooksVatExemptionCause int -
EBooksVatExpClassType int -
EBooksVatExpClassCategory int -
SAFTTaxCodeEx text -
GroupDescription text -
VATType int -
type VatGroups_Line
Effectivefrom date s
Rate number s
EqualizationTax number s
DatevCode int s
type SalesTaxCode
ValidForAR enum:BoYesNoEnum s tYES
ValidForAP enum:BoYesNoEnum s tYES
UserSignature int rs
Rate number s
Name text s
Freight enum:BoYesNoEnum s tNO
Code text ks
IsItemLevel enum:BoYesNoEnum - tNO
Inactive enum:BoYesNoEnum s tNO
FADebit enum:BoYesNoEnum - tNO
SalesTaxCodes_Lines list:SalesTaxCodes_Line -
type SalesTaxCodes_Line
STATaxOnTaxType int -
STATaxonTaxCode text -
STCCode text s
STAType int s
STACode text s
RowNumber int s
EffectiveRate number s
type Currency
Code text ks
Name text s
DocumentsCode text s
InternationalDescription text s
HundredthName text -
EnglishName text -
EnglishHundredthName text -
PluralInternationalDescription text -
PluralHundredthName text -
PluralEnglishName text -
PluralEnglishHundredthName text -
Decimals enum:CurrenciesDecimalsEnum s cdDefault
Rounding enum:RoundingSysEnum - rsNoRounding
RoundingInPayment enum:BoYesNoEnum - tNO
MaxIncomingAmtDiff number -
MaxOutgoingAmtDiff number -
MaxIncomingAmtDiffPercent number -
MaxOutgoingAmtDiffPercent number -
type AdditionalExpense
Name text s
RevenuesAccount text s
ExpenseAccount text s
TaxLiable enum:BoYesNoEnum s tNO
FixedAmountRevenues number s
FixedAmountExpenses number s
OutputVATGroup text s
InputVATGroup text s
DistributionMethod enum:BoAeDistMthd s aed_None
Includein1099 enum:BoYesNoEnum s tNO
FreightOffsetAccount text s
WTLiable text rs
ExpensCode int krs
ExpenseExemptedAccount text s
RevenuesExemptedAccount text s
DistributionRule text s
DrawingMethod enum:DrawingMethodEnum s dmTotal
FreightType enum:FreightTypeEnum s ftShipping
Stock enum:BoYesNoEnum s tNO
LastPurchasePrice enum:BoYesNoEnum s tNO
Project text s
DistributionRule2 text s
DistributionRule3 text s
DistributionRule4 text s
DistributionRule5 text s
DataVersion int s
SAFTProductType enum:SAFTProductTypeEnum s
SAFTProductTypeEx text s
type ShippingType
Code int krs
Name text s
Website text s
type UserFieldMD
Name text50 s
Type enum:BoFieldTypes s
Size int s
Description text80 s
SubType enum:BoFldSubTypes s
LinkedTable text s
DefaultValue text s
TableName text ks
FieldID int krs
EditSize int s
Mandatory enum:BoYesNoEnum s tNO
LinkedUDO text s
LinkedSystemObject enum:UDFLinkedSystemObjectTypesEnum s
ValidValuesMD list:ValidValueMD s
type ValidValueMD
Value text s
Description text s
type UserTablesMD
TableName text19 ks
TableDescription text30 s
TableType enum:BoUTBTableType s bott_NoObject
Archivable enum:BoYesNoEnum s tNO
ArchiveDateField text s
DisplayMenu enum:BoYesNoEnum s tNO
ApplyAuthorization enum:BoYesNoEnum s tNO
type UserKeysMD
TableName text ks
KeyIndex int krs
KeyName text9 s
Unique enum:BoYesNoEnum s tNO
UserKeysMD_Elements list:UserKeysMD_Element s
type UserKeysMD_Element
SubKeyIndex int rs
ColumnAlias text s
type AdminInfo
Code int - 1
CompanyName text -
Address text -
Country text -
PrintingHeader text -
PhoneNumber1 text -
PhoneNumber2 text -
FaxNumber text -
eMail text -
ManagingDirector text -
ChartofAccountsTemplate text -
LocalCurrency text s
SystemCurrency text s
CreditBalancewithMinusSign enum:BoYesNoEnum - tNO
StandardUnitofLength int - 2
WeightUnitDefault int - 2
DirectIndirectRate enum:BoYesNoEnum s tYES
MinimumAmountfor347Report number -
SetItemsWarehouses enum:BoYesNoEnum - tNO
BankCountry text -
FederalTaxID text -
TaxOffice text -
DeductionFileNo text -
TaxCollection enum:BoYesNoEnum - tYES
TaxDefinition enum:BoYesNoEnum - tNO
TaxPercentage number -
AdvancesonCorpIncomeTax number -
WithTax number -
WithholdingTaxVendorDdct enum:BoYesNoEnum - tNO
CustomersDeductionatSource enum:BoYesNoEnum - tNO
WithholdingTaxTdctPercnt number -
WithholdingTaxDdctExpired date -
WithholdingTaxDdctOffice text -
CommitmentRestriction enum:BoYesNoEnum - tNO
CreditRestriction enum:BoYesNoEnum - tNO
RestrictSales enum:BoYesNoEnum - tNO
RestrictDelNotesPO enum:BoYesNoEnum - tNO
RestrictOrders enum:BoYesNoEnum - tNO
ConsiderDelNotesinSalesR enum:BoYesNoEnum - tNO
CreditDepositType enum:BoYesNoEnum - tNO
UseTax enum:BoYesNoEnum - tNO
SplitPO enum:BoYesNoEnum - tNO
AltNameForApInvoice text -
AltNameforCreditMemo text -
AltNameForGoodsReceipt text -
AltNameForGoodsReturn text -
AltNameForPurchase text -
AlertTypeforWHStock enum:BoAlertTypeforWHStockEnum - atfwhs_WarningOnly
SetCommissionbyCustomer enum:BoYesNoEnum - tNO
SetCommissionbyItem enum:BoYesNoEnum - tNO
SetCommissionbySE enum:BoYesNoEnum - tNO
DefaultCustomerPaymentTerms int - -1
DefaultVendorPaymentTerms int - -1
CalculateGrossProfitperTra enum:BoYesNoEnum - tYES
PriceListforCostPrice int - -1
GrossProfitAfterSale enum:BoYesNoEnum - tNO
DisplayPriceforPriceOnly enum:BoYesNoEnum - tNO
CalculateTaxinSalesQuotati enum:BoYesNoEnum - tYES
BaseField enum:BoYesNoEnum - tYES
AllowClosedSalesQuotations enum:BoYesNoEnum - tNO
UserConversionCode enum:BoYesNoEnum - tNO
CompanyColor int - 1
TotalsAccuracy int s 2
AccuracyofQuantities int s 3
PriceAccuracy int s 2
RateAccuracy int s 4
PercentageAccuracy int s 4
MeasuringAccuracy int - 3
QueryAccuracy int -
AddressinForeignLanguage text r
DefaultTaxCode text s
LetterHeaderinForeignLangu text -
PhoneNumber1ForeignLang text -
PhoneNumber2ForeignLang text -
FaxNumberForeignLang text -
ManagingDirectorForeignLan text -
TimeTemplate enum:BoTimeTemplate - tt_24H
DateTemplate enum:BoDateTemplate - dt_DDMMYY
DateSeparator text -
FCCheckAccount enum:BoCurrencyCheck - cc_Block
ChangedExistingOrders enum:BoYesNoEnum - tYES
MultiCurrencyCheck enum:BoCurrencyCheck - cc_Block
ISRType int - 2
DisplayRoundingRemark enum:BoYesNoEnum - tYES
ISRBillerID text -
BlockSystemCurrencyEditing enum:BoYesNoEnum - tYES
BlockPostingDateEditing enum:BoYesNoEnum - tYES
DefaultWarehouse text s
BlockTaxDate enum:BoYesNoEnum - tYES
TaxDefinitionforVatitem text -
TaxDefinitionforVatservice text -
TaxGroupforPurchaseItem text -
TaxGroupforServicePurchase text -
CalculateBudget enum:BoYesNoEnum - tNO
CustomerIdNumber text -
BlockBudget enum:BoBlockBudget - bb_OnlyAnnualAlert
BudgetAlert enum:BoBudgetAlert - ba_AnnualAlert
BlockPurchaseOrders enum:BoYesNoEnum - tYES
BlockBookkeeping enum:BoYesNoEnum - tNO
DefaultBudgetCostAssessMt int - 1
ContinuousStockManagement enum:BoYesNoEnum s tNO
ContinuousStockSystem enum:BoInventorySystem - bis_MovingAverage
RoundTaxAmounts enum:BoYesNoEnum s tNO
BlockDelNotesforPurchase enum:BoYesNoEnum - tYES
FileNumberinIncomeTax text -
DeferredTax enum:BoYesNoEnum - tNO
DefaultBankNo text -
DefaultBankAccount text -
DefaultBranch text r
UsePASystem enum:BoYesNoEnum - tNO
ServiceCode text -
ServicePassword text -
ParamFolderPath text -
ExcelFolderPath text -
FederalTaxID2 text -
FederalTaxID3 text -
DecimalSeparator text s
ThousandsSeparator text -
DisplayCurrencyontheRight enum:BoYesNoEnum - tNO
AlertbyWarehouse enum:BoYesNoEnum - tNO
PriceSystem enum:BoYesNoEnum - tYES
WholdingTaxDedHierarchy enum:BoYesNoEnum - tNO
DocConfirmation enum:BoYesNoEnum - tNO
DefaultforBatchStatus enum:BoDefaultBatchStatus - dbs_Released
GLMethod enum:BoGLMethods - glm_WH
UniqueSerialNo enum:BoUniqueSerialNumber - usn_SerialNumber
MaxHistory int - 99
ChangeDefReconAPAccounts enum:BoYesNoEnum - tNO
ChangeDefReconARAccounts enum:BoYesNoEnum - tNO
BPTypeCode text -
PBSNumber text -
PBSGroupNumber text -
OrganizationNumber text -
AccountSegmentsSeparator text -
DisplayBookkeepingWindow enum:BoYesNoEnum - tNO
SHandleWT enum:BoYesNoEnum - tNO
SDefaultWTCode text -
WithholdingTaxPHandle text -
PDefaultWTCode text -
WTLiableExpense enum:BoYesNoEnum - tNO
UseNegativeAmounts enum:BoYesNoEnum - tYES
HolidaysName text -
OrderBlock text -
RoundingMethod enum:BoYesNoEnum s tNO
AdressFromWH enum:BoYesNoEnum - tYES
OrderingParty text -
CertificateNo text -
ExpirationDate date -
NationalInsuranceNo text -
SalesOrderConfirmed enum:BoYesNoEnum - tYES
PurchaseOrderConfirmed enum:BoYesNoEnum - tYES
SDfltITWT text -
PDfltITWT text -
DefaultAccountCurrency enum:BoYesNoEnum - tYES
DeferredTaxforVendors enum:BoYesNoEnum - tNO
CreateAutoVATLineinJDT enum:BoYesNoEnum - tNO
ConsumeForecast enum:BoYesNoEnum - tYES
ConsumptionMethod enum:BoConsumptionMethod - cm_BackwardForward
DaysBackward int - 7
DaysForward int - 7
DefaultDunningTerm text -
DefaultBankAccountKey int -
MultiLanguageSupportEnable enum:BoYesNoEnum - tNO
AllowFuturePostingDate enum:BoYesNoEnum - tNO
AdditionalIdNumber text -
State text -
CalculateRowDiscount enum:BoYesNoEnum - tYES
BankStatementInstalled enum:BoYesNoEnum r tNO
UniqueTaxPayerReference text -
EmployerReference text -
PeriodStatusAutoChange enum:BoYesNoEnum - tYES
PeriodStatusChangeDelay int - 1
GrossProfitPercentForServiceDocuments number -
XMLFileFolderPath text -
PickList enum:BoYesNoEnum - tNO
GeneralManager text -
GeneralManagerForeignLanguage text -
UseProductionProfitAndLossAccount enum:BoYesNoEnum - tNO
WTAccumAmountAP number -
WTAccumAmountAR number -
CopyExchangeRateInCopyTo enum:BoYesNoEnum - tNO
GTSOutboundFolder text -
GTSInboundFolder text -
GTSSeparateCode text -
GTSDefaultChecker int -
GTSDefaultPayee int -
GTSMaxAmount number -
GTSResponseToExceeding enum:GTSResponseToExceedingEnum - Block
ApplicationOfIFRS enum:BoYesNoEnum - tNO
StartingInFiscalYear int -
ReportAccordingTo int - 1
CopyOpenRowsToDelivery enum:BoYesNoEnum - tNO
EnableApprovalProcedureInDI enum:BoYesNoEnum s tNO
EnableUpdateDocAfterApproval enum:BoYesNoEnum - tNO
EnableUpdateDraftDuringApproval enum:BoYesNoEnum - tNO
EnableAuthorizerUpdatePendingDraft enum:BoYesNoEnum - tNO
IssuePrimarilyBy enum:IssuePrimarilyByEnum - ipbSerialAndBatchNumbers
IsRemoveUnpricedValue enum:BoYesNoEnum r tNO
EnableAdvancedGLAccountDetermination enum:BoYesNoEnum r tNO
CreateOnlineQuotation enum:BoYesNoEnum - tNO
IsPrinterConnected enum:BoYesNoEnum - tNO
EnableBranches enum:BoYesNoEnum s tNO
IEMandatoryValidation enum:BoYesNoEnum - tNO
EnablePaymentDueDates enum:BoYesNoEnum - tNO
MaximumNumberOfDaysForDueDate int - 0
AliasName text -
EnableCentralizedIncomingPayments enum:BoYesNoEnum - tNO
EnableCentralizedOutgoingPayments enum:BoYesNoEnum - tNO
TaxRateDetermination enum:TaxRateDeterminationEnum - trd_PostingDate
BoletoFolderPath text -
AllowMultipleBAOnSamePeriod enum:BoYesNoEnum - tNO
BlockMultipleBAOnSameAPDocument enum:BoYesNoEnum - tNO
BlockMultipleBAOnSameARDocument enum:BoYesNoEnum - tNO
DisplayCancelDocInReport enum:BoYesNoEnum - tYES
MaxDaysForCancel int -
ReuseDocumentNum enum:BoYesNoEnum - tNO
ReuseNotaFiscalNum enum:BoYesNoEnum - tNO
AutoAddUoM enum:BoYesNoEnum - tYES
AutoAddPackage enum:BoYesNoEnum - tYES
DisplayInactivePriceListInReports enum:BoYesNoEnum - tNO
DisplayInactivePriceListInDocuments enum:BoYesNoEnum - tNO
DisplayInactivePriceListInSettings enum:BoYesNoEnum - tNO
ApplyBaseInactiveStatusToSpecialPrices enum:BoYesNoEnum - tNO
ApplyBaseInactiveStatusToPeriodVolumeDiscounts enum:BoYesNoEnum - tNO
ApplyBaseInactiveStatusToPriceLists enum:BoYesNoEnum - tNO
PriceProceedMethod enum:PriceProceedMethodEnum - ppmUpdate
RemoveUpdatePricesBasedOnNonStandardPriceLists enum:BoYesNoEnum - tNO
SirenNo text -
InstitutionCode text -
SetResourcesWarehouses enum:BoYesNoEnum - tYES
BlockStockNegativeQuantity enum:BoYesNoEnum s tYES
UseParentWIPInComponents enum:BoYesNoEnum - tYES
EnableUpdateBAPriceAndPlannedAmount enum:BoYesNoEnum - tNO
AutoAssignOnlyValidAPBA enum:BoYesNoEnum - tNO
AutoAssignOnlyValidARBA enum:BoYesNoEnum - tNO
ActionWhenDeviateFromBAForPO enum:BADivationAlertLevelEnum - badal_NoWarning
ActionWhenDeviateFromBAForGRPO enum:BADivationAlertLevelEnum - badal_NoWarning
ActionWhenDeviateFromBAForAccounting enum:BADivationAlertLevelEnum - badal_NoWarning
Series int -
Account text -
EnableMultipleSchedulings text -
DisplayBatchQtyUoMBy enum:DisplayBatchQtyUoMByEnum - dispBatchQtyByDocRowUoM
AllowInBoundPostingWithZeroPrice enum:BoYesNoEnum - tNO
InventoryPostingHighlightVariance number -
InventoryPostingReleaseOnlySerialAndBatch enum:BoYesNoEnum - tNO
InventoryCountingHighlightVariance number -
InventoryCountingHighlightMaxVariance number -
InventoryCountingHighlightCountersDifference number -
CopySingleCounterToIndividualCounter enum:BoYesNoEnum - tYES
CloseCountedRowsWithZeroDifference enum:BoYesNoEnum - tYES
CloseCountedRowsWithoutConfirmation enum:BoYesNoEnum - tNO
CalculateInWhseQtyBasedOnPostingDate enum:BoYesNoEnum - tNO
RefreshInWhseQtyInDI enum:BoYesNoEnum - tNO
SEPACreditorID text -
DataOwnershipManageBy enum:BoDataOwnershipManageMethodEnum - doManageByDocOnly
AllowBPWithNoOwner enum:BoYesNoEnum - tNO
EnableSeparatePriceMode enum:BoYesNoEnum s tNO
EnableExternalTax enum:BoYesNoEnum - tNO
NumberOfCharInMonth int -
SalesLnWTax enum:BoYesNoEnum - tNO
SalesPostPaymentCategoryLnWTax enum:BoYesNoEnum - tNO
SalesApplyExhRatesLnWTax enum:BoYesNoEnum - tNO
PurchaseLnWTax enum:BoYesNoEnum - tNO
PurchasePostPaymentCategoryLnWTax enum:BoYesNoEnum - tNO
PurchaseApplyExhRatesLnWTaxWX enum:BoYesNoEnum - tNO
UseDefaultPriceList enum:BoYesNoEnum - tNO
DefaultCustomerPriceList int -
DefaultVendorPriceList int -
EORINumber text -
CopyAttachmentsFromBaseToTarget enum:BoYesNoEnum - tNO
CopyAttachmentsFromBOM enum:BoYesNoEnum - tNO
DontOverwriteAtcWithSameName enum:BoYesNoEnum - tNO
ExtendedAdminInfo complex:ExtendedAdminInfo -
WebhookRetryTimes int -
EnableWebhook enum:BoYesNoEnum s tNO
MessageBatchLimit int -
MaxNumberOfWebHooks int -
ElectronicReportInfo complex:ElectronicReportInfo -
EnableDigitalPayments enum:BoYesNoEnum - tNO
MessageTTL int -
MessageRetentionTime int -
DontDuplicatwAttachment enum:BoYesNoEnum - tNO
WebhookRetryInterval int -
AttachmentEntryForFileStorage int -
WebhookRequestTimeout int -
type CompanyInfo
Version int rs
EnableExpensesManagement enum:BoYesNoEnum s tNO
EnableAccountSegmentation enum:BoYesNoEnum s tNO
EnableBillOfExchange enum:BoYesNoEnum s tNO
BaseDateForExchangeRate enum:BoBaseDateRateEnum s bdr_PostingDate
BISRBankActKey int s
BISRBankCountry text s
BISRBankNo text s
BISRBankAccount text s
BISRBranch text s
MaxRecordsInChooseFromList int s 0
EnableCheckQuantityInRDR enum:BoYesNoEnum s tNO
SRIManagementSystem enum:BoManageMethod s bomm_OnReleaseOnly
AutoSRICreationOnReceipt enum:BoYesNoEnum s tNO
IEPSPayer enum:BoYesNoEnum s tNO
DefaultDaysForOrdCanc int s 30
PercentOfTotalAcquisition number s
MinimumBaseAmountPerDoc number s
EnableSharingSeries enum:BoYesNoEnum s tNO
DataOwnershipIndication enum:BoYesNoEnum s tNO
MinimumAmountForAppndixOP number s
DisplayTransactionsByDflt enum:BoYesNoEnum s tYES
DefaultStampTax text s
MinimumAmountForAnnualList number s
BlockStockNegativeQuantity enum:BoYesNoEnum s tYES
AutoCreateCustomerEqCard enum:BoYesNoEnum s tNO
MaxNumberOfDocumentsInPmt int s 0
EnableStockRelNoCostPrice enum:BoYesNoEnum s tNO
CompanyName text rs
GroupLinesInVATCalculation enum:BoYesNoEnum rs tNO
TaxCalculationSystem enum:TaxCalcSysEnum rs
EnableTransactionNotification enum:BoYesNoEnum s tYES
EnableConversionDifferentAcct enum:BoYesNoEnum rs tYES
B1iTimeOut int s 30
LanguageCode enum:BoSuppLangs s
Localization text s
)";

} // namespace ledgerline::sandbox::b1
